/** Of the present alone: that a log is gone, and which limit lmon may not see, is as true now as then. */
export const WORDS_OF_NOW =
  /\b(?:turns|fails?|uses|loses|sends|takes?|meets|runs?|holds|adds|share|leave|grow|blocks|reach|waits?(?! grew)|has|have|does|need|keeps|(?<!to )go|goes|gets?|tries|reserves|climb|hurts|breaks|binds|touches|rises|are(?! gone)|now)\b|; met in|(?<!be )full in|\bis (?!gone|not known)/;
