// This replica has not got what an event builds on. Only a fresh snapshot helps.
export class Diverged extends Error {}
