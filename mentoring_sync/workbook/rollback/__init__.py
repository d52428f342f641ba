"""The journal of a batch, and the rollback of one that met a person's edit."""
