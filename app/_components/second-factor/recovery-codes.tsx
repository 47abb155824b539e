"use client";

import { Button, Checkbox, CopyButton, Group, Text } from "@mantine/core";
import { IconCopy, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./recovery-codes.module.css";

interface Props {
  codes: readonly string[];
  doneLabel: string;
  isBusy: boolean;
  onDone: () => void;
}

const FILE_NAME = "wardcast-recovery-codes.txt";

/** The only time the codes are shown: one goes on when one says that they are kept. */
export function RecoveryCodes({ codes, doneLabel, isBusy, onDone }: Readonly<Props>) {
  const [areKept, setKept] = useState(false);
  const text = `Wardcast recovery codes. Each is good once.\n\n${codes.join("\n")}\n`;

  return (
    <div>
      <Text>
        Each of these opens your account once, with your password, when your phone or key is not at
        hand. They are shown this once. Keep them where only you find them, and not on that phone.
      </Text>
      <ol className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Group gap="xs" className={classes.tools}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="sm"
              onClick={copy}
              leftSection={<IconCopy size={16} aria-hidden="true" />}
            >
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          size="sm"
          onClick={() => window.print()}
          leftSection={<IconPrinter size={16} aria-hidden="true" />}
        >
          Print
        </Button>
        <Button
          component="a"
          variant="default"
          size="sm"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={FILE_NAME}
          leftSection={<IconDownload size={16} aria-hidden="true" />}
        >
          Download
        </Button>
      </Group>
      <Checkbox
        mt="lg"
        size="md"
        label="I have kept them"
        checked={areKept}
        onChange={(event) => setKept(event.currentTarget.checked)}
        classNames={{ root: classes.tools, input: classes.box }}
      />
      <Button
        mt="md"
        size="md"
        fullWidth
        disabled={!areKept}
        loading={isBusy}
        onClick={onDone}
        className={classes.tools}
      >
        {doneLabel}
      </Button>
    </div>
  );
}
