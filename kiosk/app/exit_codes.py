"""What the `kiosk` command says when it ends."""

OK = 0
ATTENTION = 1  # something needs a person
WRONG_USE = 2  # of the command, or a configuration that cannot be used
UNTRUSTED = 3  # the journal
