VACUUM t04;

-- dunlin:down
VACUUM t04;
