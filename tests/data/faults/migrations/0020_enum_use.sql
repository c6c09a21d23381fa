INSERT INTO moods VALUES ('happy');
SELECT happened('0020');

-- dunlin:down
DELETE FROM moods WHERE mood = 'happy';
DELETE FROM effects WHERE name = '0020';
