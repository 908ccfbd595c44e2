"""The commands of the workbench: notes, key findings, their order and sources, what is shown, sent and set aside."""
