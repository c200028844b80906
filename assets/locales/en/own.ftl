### The user's own view: plain words, for users of a machine, not for administrators.

title-own = My software
action-screen-own = My software
    .short = my software
    .help = What is allowed, applied and denied for yourself, on this machine or everywhere, and what you can choose.
action-own-why = Why is it so, and what can I do?
    .short = why, choose
    .help = Opens the selected software step by step: who decided it, what a choice would do, and the choice itself.
action-own-choose = Choose it, or do without it
    .short = choose
    .help = Shows what choosing the selected software would do, or doing without it, and asks before it is done.
action-own-machine = Look at another machine
    .short = machine
    .help = Shows what you get on another machine, or what follows you to every machine.
obstacle-not-yours = there is nothing for you to choose about it: others decide

own-on = { $user } on { $machine }
own-everywhere = { $user }, on every machine
own-count = { $count ->
    [one] one package
   *[other] { $number } packages
}
own-offered = { $count ->
    [0] {""}
    [one] , one to choose
   *[other] , { $count } to choose
}
own-none = Nothing is assigned, allowed or denied here.
own-not-here = The directory does not know this machine ({ $host }), so only what follows you to every machine would be listed. { $keys } shows another machine.
own-stale = the directory does not answer: memberships of { $at }
own-part-allowed = Yours to choose, or allowed
own-part-applied = Installed for you and kept
own-part-denied = Not allowed here
own-chosen-mark = chosen by you

own-word-applied = installed
own-word-allowed = allowed
own-word-published = yours to choose
own-word-denied = not allowed
own-word-removed-once = yours to choose
own-word-blocked-by-local-manager = held back
own-word-waiting-for-window = comes later
own-word-unmanaged = not decided

own-state-applied = It is installed, and put back when it gets lost.
own-state-allowed = It may be here. Nobody installs or removes it for you.
own-state-published = It is offered to you. Nobody installs it unless you choose it.
own-state-denied = It must not be here: it is removed where it is found.
own-state-removed-once = You did without it, so it was removed once. You may choose it again.
own-state-blocked-by-local-manager = It shall be here, and waits until the local manager releases it.
own-state-waiting-for-window = It comes when its time has come.
own-state-waiting-until = It comes when its time has come: { $at }.
own-state-unmanaged = Nobody decides about it here: what is here stays.

own-decided = Who decided
own-also = What else was said
own-about = What it is
own-size = { $size } to download
own-restart = needs a restart
own-rule-assignment = { $action ->
    [apply] { $by } has it installed
    [publish] { $by } offers it
    [allow] { $by } allows it
   *[deny] { $by } does not allow it
}{ $member ->
    [user] {" "}for the people in { $nsc-name }
   *[computer] {" "}on the computers in { $nsc-name }
}, since { $since }
own-rule-choice = { $chosen ->
    [true] { $user } chose it, { $at }
   *[other] { $user } did without it, { $at }
}
own-rule-dependency = { $of-name } needs it
own-rule-dependency-denied = it needs { $on-name }, which cannot be here
own-rule-superseded = { $by-name } replaces it
own-rule-conflict = it cannot stand beside { $with-name }
own-rule-local-manager = { $responsible }, who manages { $nsc-name }, has not released it
own-rule-schedule = its time comes { $opens }
own-rule-not-in-use = it is { $state ->
    [retired] not in use any more
   *[draft] not in use yet
}, so nothing that was decided about it counts
own-rule-other-system = it is not made for the system of this machine ({ $os })
own-rule-unassigned = nobody decided anything about it for you or this machine

own-offer-choose = You may choose it.
own-offer-unchoose = You chose it, and may do without it.
own-offer-nothing = There is nothing for you to choose: others decide about it.
own-cannot = Not now: { $reason }
own-title = { $package } on { $machine }
own-title-everywhere = { $package } for { $user }, on every machine
own-step-why = 1 Why
own-step-preview = 2 What happens
own-step-done = 3 Done
own-button-choose = Choose it …
own-button-unchoose = Do without it …
own-button-do = Do it
own-button-undo-it = Take it back
own-button-undo = Take it back …
own-button-back = Back
own-button-close = To the list
own-would-choose = If you choose { $pkg }:
own-would-unchoose = If you do without { $pkg }:
own-would-undo = If you take it back:
own-nothing-yet = Nothing is done before you press { $keys } on “{ $button }”.
own-working = one moment …
own-done = Done.
own-done-undone = Taken back.
own-done-log = It is operation { $operation } in the action log.
own-done-next = The service of the machine does the rest at its next check; until then nothing changes there.

pick-title-own = Which machine?
pick-title-user = For which user?
pick-own-here = { $machine } (this machine)
pick-own-everywhere = none: what follows me to every machine
pick-user-alone = nobody: the machine alone
pick-user-owner = owner
pick-hint-machine = type a name, or a part of it
pick-hint-user = type a login name, or a part of it
action-machine-user = Show it for a user
    .short = user
    .help = Shows what the machines shall have when a certain user is on them, or for the machines alone.
machine-for-user = for { $user }
