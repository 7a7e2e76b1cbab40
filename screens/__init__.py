"""What people see: pages, dialogs and widgets."""
