"""Users spread over several databases (`PP_SHARDS`): where each lives, how a statement finds them, how one is moved."""
