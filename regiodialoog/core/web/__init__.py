"""Between HTTP and the actions: the one transaction, the page, the refusals, the menu."""
