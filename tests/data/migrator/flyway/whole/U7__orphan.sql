SELECT 'never: no V has this version';
