"""How a kernel is started: warm, and walled in for code that is not ours.

    zygote.py, child.py   the process that has imported everything, and what it forks
    preloaded.py          what was imported ahead, out of sight until a notebook imports it
    shell.py              ipykernel's parts with less to do between two cells
    warm.py               the side that asks it for kernels
    walls.py, linux.py    what a student's kernel may do; the system calls for that
    provisioner.py        how jupyter_client gets such a kernel; spec.py installs the kernelspecs
    limits.py             limits that the executing side holds: time, output
    choose.py             which kernel runs what on this machine
    folders.py            temporary folders that nobody leaves behind
    local.py              a cold kernel without TCP ports, for machines that cannot do better
"""
