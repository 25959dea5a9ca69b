"""Streams of events and what they still owe, in one SQLite file. Standard library only.

    database    opens the file; `transaction()` writes all of it or nothing
    journal     adds events, reads them back, forgets streams that are done
    outbox      what each stream owes, replaced with the event that changed it
    delivery    carries what is owed until it is owed no more
    sealing     the port for a cipher; `salvage` is for a file that is damaged

What survives what, and the test that says so:

Process kill: whatever `transaction()` returned from is there, and nothing of one that
had not. `test_a_killed_process_loses_nothing_that_it_committed`,
`test_a_transaction_that_fails_leaves_nothing`.

Power cut: the same, on a disk that keeps what fdatasync was answered for. A log torn at
any byte is read up to its last whole commit.
`test_every_commit_has_reached_the_disk`,
`test_a_log_that_was_torn_anywhere_is_read_up_to_a_whole_commit`.

Full disk, failed write, lock: the transaction raises and has not happened; the database
stays usable and takes the next one when there is room.
`test_a_disk_that_is_full_takes_no_more_until_there_is_room`,
`test_after_a_full_disk_the_database_is_as_before`,
`test_a_log_that_cannot_grow_refuses_and_loses_nothing`,
`test_a_failed_write_leaves_the_database_usable`.

Corrupted page: a page whose structure is broken, an index that does not fit its table
and a file that was cut short are found when the file is opened. A changed byte inside a
body is found when it is read, if bodies are sealed; without a seal it is not found.
`set_aside` keeps every byte; `salvage` reads what is left and never tells half a
stream. A file without its first page is kept and cannot be read.
`test_broken_pages_are_found_at_the_start`,
`test_an_index_that_does_not_fit_its_table_is_found_at_the_start`,
`test_a_file_that_was_cut_short_is_found_at_the_start`,
`test_the_log_of_an_emptied_file_is_not_thrown_away`,
`test_whichever_page_breaks_no_half_story_is_told`,
`test_every_byte_is_kept_under_a_name_of_its_own`.

Wrong key, moved or edited cell: the file does not open, or the body does not. A task
that does not open is shown, never sent, and holds up nobody.
`test_another_key_opens_nothing`, `test_an_event_that_was_moved_does_not_open`,
`test_a_task_that_was_edited_is_shown_and_holds_nobody`.

Clock jump: no order and no time-out depends on the wall clock. What may be forgotten
does: a clock that ran ahead makes closed streams look old, open ones never go.
`test_a_story_keeps_its_order_when_the_clock_is_set_back`,
`test_a_clock_that_is_set_changes_no_order`,
`test_only_what_is_closed_settled_and_old_may_be_forgotten`.

Forgetting: of a purged stream no byte stays in the file or its log. Blocks that the
file system freed, and a flash disk's spare cells, are beyond this package.
`test_of_a_forgotten_stream_no_byte_stays_in_any_file`.
"""
