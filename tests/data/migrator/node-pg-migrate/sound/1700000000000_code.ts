exports.up = (pgm) => { pgm.sql("SELECT 1"); };
