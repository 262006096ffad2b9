-- Which of a running turn's events its checkpoint holds, for listeners on other processes that take them by a broker.

alter table pp_turns add column said_seq bigint not null default 0;
