/** One text for every refusal: it must not tell whether the code was wrong, used or the account locked. */
export const PROOF_REFUSED =
  "That did not prove that it is you. A code is good once: wait for the next one. After five failures an account is locked for a while, even for the right code.";
export const UNREACHABLE = "The server does not answer. Check the connection and try again.";
