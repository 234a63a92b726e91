-- A chunk's words are read for every question that shares one with it: they stay beside the row instead of behind a
-- look-up of their own. What was stored before moves when it is next written.
alter table app.chunks set (toast_tuple_target = 8160);
