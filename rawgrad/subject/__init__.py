"""Code under test is called here: in this process, or in a confined one."""
