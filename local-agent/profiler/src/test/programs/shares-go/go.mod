module shares

go 1.24
