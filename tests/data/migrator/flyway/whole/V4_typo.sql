SELECT 'ignored: one underscore';
