-- A user's language may be any that the program has texts in: which those are is known to the program alone.

alter table pp_preferences drop constraint pp_preferences_language_check;
alter table pp_preferences add constraint pp_preferences_language_check check (language ~ '^[a-z]{2,3}$');
