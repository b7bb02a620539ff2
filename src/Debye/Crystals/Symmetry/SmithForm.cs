namespace Debye.Crystals.Symmetry;

/// <summary>Diagonal form D = U·M·V of an integer matrix with three columns; U and V are unimodular.</summary>
/// <remarks>The diagonal is not made a divisor chain: solving M·x ≡ b modulo integers does not need it.</remarks>
internal sealed class SmithForm
{
    private readonly int _rows;
    private readonly long[,] _m;

    public SmithForm(int[,] matrix)
    {
        _rows = matrix.GetLength(0);
        _m = new long[_rows, 3];
        for (var i = 0; i < _rows; i++)
        for (var j = 0; j < 3; j++)
            _m[i, j] = matrix[i, j];
        U = Unit(_rows);
        V = Unit(3);
        InverseV = Unit(3);
        for (Rank = 0; Rank < Math.Min(3, _rows); Rank++)
            if (!Eliminate(Rank))
                break;
    }

    public long[,] U { get; }

    public long[,] V { get; }

    public long[,] InverseV { get; }

    /// <summary>Number of diagonal entries that are not zero; they come first.</summary>
    public int Rank { get; }

    public long Diagonal(int i) => _m[i, i];

    private static long[,] Unit(int size)
    {
        var unit = new long[size, size];
        for (var i = 0; i < size; i++)
            unit[i, i] = 1;
        return unit;
    }

    private bool Eliminate(int step)
    {
        while (true)
        {
            if (!BringSmallest(step))
                return false;
            var clean = true;
            for (var i = step + 1; i < _rows; i++)
            {
                SubtractRow(i, step, _m[i, step] / _m[step, step]);
                clean &= _m[i, step] == 0;
            }

            for (var j = step + 1; j < 3; j++)
            {
                SubtractColumn(j, step, _m[step, j] / _m[step, step]);
                clean &= _m[step, j] == 0;
            }

            if (clean)
                return true;
        }
    }

    private bool BringSmallest(int step)
    {
        var (row, column) = (-1, -1);
        for (var i = step; i < _rows; i++)
        for (var j = step; j < 3; j++)
            if (_m[i, j] != 0 && (row < 0 || Math.Abs(_m[i, j]) < Math.Abs(_m[row, column])))
                (row, column) = (i, j);
        if (row < 0)
            return false;
        SwapRows(_m, row, step, 3);
        SwapRows(U, row, step, _rows);
        for (var i = 0; i < _rows; i++)
            (_m[i, column], _m[i, step]) = (_m[i, step], _m[i, column]);
        for (var i = 0; i < 3; i++)
            (V[i, column], V[i, step]) = (V[i, step], V[i, column]);
        SwapRows(InverseV, column, step, 3);
        return true;
    }

    private static void SwapRows(long[,] m, int a, int b, int columns)
    {
        for (var j = 0; j < columns; j++)
            (m[a, j], m[b, j]) = (m[b, j], m[a, j]);
    }

    private void SubtractRow(int target, int source, long factor)
    {
        if (factor == 0)
            return;
        for (var j = 0; j < 3; j++)
            _m[target, j] -= factor * _m[source, j];
        for (var j = 0; j < _rows; j++)
            U[target, j] -= factor * U[source, j];
    }

    private void SubtractColumn(int target, int source, long factor)
    {
        if (factor == 0)
            return;
        for (var i = 0; i < _rows; i++)
            _m[i, target] -= factor * _m[i, source];
        for (var i = 0; i < 3; i++)
            V[i, target] -= factor * V[i, source];
        for (var j = 0; j < 3; j++)
            InverseV[source, j] += factor * InverseV[target, j];
    }
}
