"use client";

import { Button, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { parseWallCode, WALL_LINK_MINUTES } from "#models/access/wall-display";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { Wordmark } from "@/_components/ui/wordmark";
import classes from "./pairing-notice.module.css";

interface Props {
  problem: string | undefined;
  isBusy: boolean;
  /** It was a display a moment ago. */
  hasEnded: boolean;
  onCode: (code: string) => void;
}

/** What stands on a screen that is no display: how it becomes one. */
export function PairingNotice({ problem, isBusy, hasEnded, onCode }: Readonly<Props>) {
  const form = useForm({
    initialValues: { code: "" },
    validate: {
      code: (typed) =>
        parseWallCode(typed) ? null : "Eight letters and digits, such as k7qm-3f9x.",
    },
  });

  return (
    <main className={classes.page}>
      <div className={classes.panel}>
        <Wordmark size={36} />
        <Title order={1} mt="lg">
          Pair this screen
        </Title>
        {hasEnded ? (
          <p className={classes.ended} role="status">
            This screen is no longer paired. Nothing of the unit is kept on it.
          </p>
        ) : null}
        <p className={classes.text}>
          A charge nurse sets up a display under “Wall displays” in the account menu and is given a
          link and a code. Open the link on this screen, or type the code here. Both are good once,
          for {WALL_LINK_MINUTES} minutes.
        </p>
        <ProblemAlert problem={problem} />
        <form onSubmit={form.onSubmit(({ code }) => onCode(code))}>
          <TextInput
            label="Code"
            size="lg"
            maxLength={20}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps("code")}
          />
          <Button type="submit" size="lg" mt="md" fullWidth loading={isBusy}>
            Pair
          </Button>
        </form>
        <p className={classes.footer}>
          A display shows beds, never who lies in them. It is a secondary display, not a primary
          alarm. Not for clinical use: demonstration and evaluation only.
        </p>
      </div>
    </main>
  );
}
