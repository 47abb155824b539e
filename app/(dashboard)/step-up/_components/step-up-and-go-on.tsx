"use client";

import { Text } from "@mantine/core";
import { useState } from "react";
import { StepUpForm } from "@/_components/second-factor/step-up-form";
import { LinkButton } from "@/_components/ui/link-button";

/** A file is fetched without leaving this page, so the page says that it was, and knows a way out. */
export function StepUpAndGoOn({ destination }: Readonly<{ destination: string }>) {
  const [isShown, setShown] = useState(false);

  const goOn = () => {
    setShown(true);
    window.location.assign(destination);
  };

  if (!isShown) return <StepUpForm onShown={goOn} />;
  return (
    <>
      <Text role="status">Confirmed. What you asked for is on its way.</Text>
      <LinkButton href="/" variant="default" mt="lg">
        Go to your start page
      </LinkButton>
    </>
  );
}
