SELECT 'clean';
