-- Which changes were folded into the totals, as the sum of their hashes: with those of the changes that still wait it is
-- the same before and after folding, so what a process keeps of a tenant or a user stays good. There is no default: a
-- fold that would lose what it folded, by a service from before this, fails and is done by one that knows.
alter table app.term_statistics add column changes bigint not null default 0;
alter table app.term_statistics alter column changes drop default;
