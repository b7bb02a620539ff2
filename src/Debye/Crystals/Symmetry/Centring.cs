namespace Debye.Crystals.Symmetry;

/// <summary>Centring of conventional cells: P, A, B, C, I, F and R (obverse).</summary>
internal static class Centring
{
    /// <summary>
    /// Letter of the cell whose axes are the columns of a whole-number basis of a primitive lattice; '\0' for none of the known.
    /// </summary>
    public static char Of(int[] basis)
    {
        var size = Matrix3.Determinant(basis);
        if (size == 1)
            return 'P';
        if (size == 4)
            return 'F';
        if (size is not (2 or 3))
            return '\0';
        var inverse = Matrix3.Inverse(Matrix3.ToDouble(basis));
        Span<int> x = stackalloc int[3];
        for (var column = 0; column < 3; column++)
        {
            for (var row = 0; row < 3; row++)
                x[row] = (((int)Math.Round(inverse[3 * row + column] * size) % size) + size) % size;
            var letter = (size, x[0], x[1], x[2]) switch
            {
                (_, 0, 0, 0) => ' ',
                (2, 0, 1, 1) => 'A',
                (2, 1, 0, 1) => 'B',
                (2, 1, 1, 0) => 'C',
                (2, 1, 1, 1) => 'I',
                (3, 2, 1, 1) or (3, 1, 2, 2) => 'R',
                _ => '\0',
            };
            if (letter != ' ')
                return letter;
        }

        return '\0';
    }

    /// <summary>Columns: vectors of the standard primitive cell in the conventional basis.</summary>
    public static double[] Primitive(char letter)
    {
        const double h = 0.5,
            t = 1.0 / 3;
        return letter switch
        {
            'A' => [1, 0, 0, 0, h, -h, 0, h, h],
            'B' => [h, 0, -h, 0, 1, 0, h, 0, h],
            'C' => [h, h, 0, -h, h, 0, 0, 0, 1],
            'I' => [-h, h, h, h, -h, h, h, h, -h],
            'F' => [0, h, h, h, 0, h, h, h, 0],
            'R' => [2 * t, -t, -t, t, t, -2 * t, t, t, t],
            _ => [1, 0, 0, 0, 1, 0, 0, 0, 1],
        };
    }
}
