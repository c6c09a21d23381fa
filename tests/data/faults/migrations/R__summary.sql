CREATE OR REPLACE VIEW summary AS SELECT count(*) AS effects, sum(times) AS times FROM effects;
SELECT happened('R summary');
