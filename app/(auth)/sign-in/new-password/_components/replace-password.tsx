"use client";

import { PasswordForm } from "@/_components/password/password-form";
import { replaceIssuedPassword } from "../actions";

interface Props {
  email: string;
  /** A path of ours, already checked. */
  destination: string;
}

export const ReplacePassword = ({ email, destination }: Readonly<Props>) => (
  <PasswordForm
    email={email}
    currentLabel="Issued password"
    submitLabel="Go on"
    isWide
    change={replaceIssuedPassword}
    // A whole new page: nothing that was rendered for somebody else survives.
    onChanged={() => window.location.assign(destination)}
  />
);
