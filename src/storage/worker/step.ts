/** What a step of long work leaves: nothing, or something that another thread does and for which the next step waits. */
export type Step = Promise<void> | void;
