DROP TABLE flipr.lists;
