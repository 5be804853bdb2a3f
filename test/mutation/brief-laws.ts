import fc from 'fast-check';

// A mutant is met by every law that covers it: a hundred thousand runs of each would take days, and a law that has found
// nothing in a second is left to the rules beside it. The seed makes two measurements alike.
fc.configureGlobal({ interruptAfterTimeLimit: 1000, seed: 1 });
