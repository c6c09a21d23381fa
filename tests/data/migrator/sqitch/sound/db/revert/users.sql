ALTER TABLE flipr.users DROP name;
