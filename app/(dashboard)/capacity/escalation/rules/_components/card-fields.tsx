"use client";

import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { MOST_ACTIONS, newActionId } from "#models/escalation/action-card";
import {
  ESCALATION_LEVEL_LIST,
  ESCALATION_LEVELS,
  type EscalationLevel,
} from "#models/escalation/escalation-level";
import { useRulesForm } from "./rules-form";
import classes from "./rules-editor.module.css";

export const CardFields = () =>
  ESCALATION_LEVEL_LIST.map((level) => <Card key={level} level={level} />);

/** What is to be done at one level, and who owns each action. */
function Card({ level }: Readonly<{ level: EscalationLevel }>) {
  const form = useRulesForm();
  const actions = form.values.cards[level];
  const path = `cards.${level}`;
  const title = `Level ${level}: ${ESCALATION_LEVELS[level].title}`;

  const add = () =>
    form.insertListItem(path, { id: newActionId(level, new Date()), what: "", owner: "" });
  return (
    <section className={classes.card} aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      <ul className={classes.actions}>
        {actions.map(({ id }, at) => (
          <li key={id} className={classes.action}>
            <Textarea
              label={`Action ${at + 1}`}
              autosize
              minRows={1}
              {...form.getInputProps(`${path}.${at}.what`)}
            />
            <TextInput label="Owner" {...form.getInputProps(`${path}.${at}.owner`)} />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              className={classes.remove ?? ""}
              aria-label={`Remove action ${at + 1} of level ${level}`}
              onClick={() => form.removeListItem(path, at)}
            >
              <IconTrash size={18} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={add}
        disabled={actions.length >= MOST_ACTIONS}
        aria-label={`Add an action to level ${level}`}
      >
        Add an action
      </Button>
    </section>
  );
}
