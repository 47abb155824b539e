"use client";

import { Button, Menu } from "@mantine/core";
import { IconDownload, IconFileAlert, IconPrinter } from "@tabler/icons-react";
import { requireFreshFactor } from "@/_components/second-factor/step-up-actions";
import { LinkButton } from "@/_components/ui/link-button";
import { useAction } from "@/_components/ui/use-action";
import classes from "./handover-tools.module.css";

interface Props {
  hrefs: { text: string; page: string; downtime: string | undefined };
}

/** Paper and files of the handover that is shown. */
export function HandoverTools({ hrefs }: Readonly<Props>) {
  const { isBusy, run } = useAction();

  const download = async (href: string) => {
    // Asked for here, in a dialog, so that the page stays: it may hold words that are not saved yet.
    if (await run(requireFreshFactor)) window.location.assign(href);
  };

  return (
    <div className={classes.tools}>
      {hrefs.downtime ? (
        <LinkButton
          href={hrefs.downtime}
          variant="default"
          leftSection={<IconFileAlert size={16} stroke={1.8} aria-hidden="true" />}
        >
          Downtime report
        </LinkButton>
      ) : null}
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <Button
            variant="default"
            loading={isBusy}
            leftSection={<IconDownload size={16} stroke={1.8} aria-hidden="true" />}
          >
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void download(hrefs.text)}>As plain text</Menu.Item>
          <Menu.Item onClick={() => void download(hrefs.page)}>As a page (HTML)</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} stroke={1.8} aria-hidden="true" />}
        onClick={() => window.print()}
      >
        Print
      </Button>
    </div>
  );
}
