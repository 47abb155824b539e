"use client";

import { createFormContext } from "@mantine/form";
import type { RulesDraft } from "../rules-draft";

export const [RulesFormProvider, useRulesForm, useNewRulesForm] = createFormContext<RulesDraft>();
