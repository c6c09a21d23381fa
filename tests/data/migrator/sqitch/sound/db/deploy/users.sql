ALTER TABLE flipr.users ADD name text;
