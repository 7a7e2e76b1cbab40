"""What a person waits for, measured: `make bench` prints it beside the bars and the machine's own yardsticks."""
