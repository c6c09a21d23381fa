CREATE TABLE c (price text DEFAULT '${not_a_placeholder}');
