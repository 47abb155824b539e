"use client";

import { createFormContext } from "@mantine/form";
import { createContext, useContext } from "react";
import { type PolicyDraft, valueAt } from "../policy-draft";

export const [PolicyFormProvider, usePolicyForm, useNewPolicyForm] =
  createFormContext<PolicyDraft>();

interface Reference {
  /** The version in force, which is changed. */
  base: PolicyDraft;
  house: PolicyDraft;
  /** What is wrong with the form as it stands, by path. */
  problems: Readonly<Record<string, string>>;
}

const ReferenceContext = createContext<Reference | undefined>(undefined);
export const ReferenceProvider = ReferenceContext.Provider;

export function useReference(): Reference {
  const reference = useContext(ReferenceContext);
  if (!reference) throw new Error("useReference needs the policy editor's ReferenceProvider");
  return reference;
}

/**
 * What to say at a field: what was found there when it was left or the form was reviewed, as long as it is
 * so. A fault of two fields goes when either is put right.
 */
export function useProblemAt(): (path: string) => string | undefined {
  const { errors } = usePolicyForm();
  const { problems } = useReference();
  return (path) => (errors[path] ? problems[path] : undefined);
}

/** A field with what it is compared with. */
export function usePolicyField(path: string) {
  const form = usePolicyForm();
  const { base, house } = useReference();
  const problemAt = useProblemAt();
  const was = valueAt(base, path);
  return {
    input: { ...form.getInputProps(path), error: problemAt(path) },
    value: valueAt(form.values, path),
    isChanged: valueAt(form.values, path) !== was,
    was,
    house: valueAt(house, path),
  };
}
