-- Bytes that need care on their way: \ \x41 \n " ' ; [ ] ${x} @x@ ??/ )"s ü
INSERT INTO birds VALUES ('Alpenstrandläufer'), ('knot; [red] \\ "${x}"');
