NAME part001 FREE
ROWS
 N cost
 L r0
COLUMNS
 x cost -1
 x r0 2
RHS
 rhs r0 1
BOUNDS
 UI bound x 1
ENDATA
