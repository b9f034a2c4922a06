module other-languages

go 1.25
