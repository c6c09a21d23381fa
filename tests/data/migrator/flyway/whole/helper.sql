SELECT 'ignored: no prefix';
