### The console: titles, hints, actions, dialogs.
