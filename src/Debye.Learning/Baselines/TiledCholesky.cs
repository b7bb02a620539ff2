using Debye.Tensors.Cpu;
using Tensor = Debye.Tensors.Tensor;

namespace Debye.Learning.Baselines;

/// <summary>L·Lᵀ = A + α·1 tile by tile; solves, and gives the diagonal of the inverse.</summary>
/// <remarks>Single precision: α should stay above some 1e-6 of the largest eigenvalue of A.</remarks>
internal sealed class TiledCholesky
{
    private readonly CpuBackend _backend;
    private readonly SquareTiles _lower;
    private readonly Tensor[] _inverses;
    private readonly Tensor _product;

    private TiledCholesky(SquareTiles matrix, CpuBackend backend)
    {
        _backend = backend;
        _lower = new SquareTiles(matrix.Rows);
        _inverses = [.. Enumerable.Range(0, matrix.Count).Select(_ => new Tensor(matrix.Size, matrix.Size))];
        _product = new Tensor(matrix.Size, matrix.Size);
    }

    /// <summary>Factors a matrix; null where A + α·1 is not positive definite to rounding.</summary>
    public static TiledCholesky? Factor(SquareTiles matrix, double shift, CpuBackend backend)
    {
        var own = new TiledCholesky(matrix, backend);
        for (var j = 0; j < matrix.Count; j++)
        for (var i = j; i < matrix.Count; i++)
            if (!own.Fill(matrix, shift, i, j))
                return null;
        return own;
    }

    /// <summary>(A + α·1)⁻¹·Y, in place.</summary>
    /// <param name="blocks">Y in blocks as high as a tile.</param>
    public void Solve(IReadOnlyList<Tensor> blocks)
    {
        for (var i = 0; i < _lower.Count; i++)
        {
            for (var k = 0; k < i; k++)
                SubtractProduct(_lower[i, k], transpose: false, blocks[k], blocks[i]);
            ReplaceByProduct(_inverses[i], transpose: false, blocks[i]);
        }

        for (var i = _lower.Count - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < _lower.Count; k++)
                SubtractProduct(_lower[k, i], transpose: true, blocks[k], blocks[i]);
            ReplaceByProduct(_inverses[i], transpose: true, blocks[i]);
        }
    }

    /// <summary>Diagonal of (A + α·1)⁻¹: sums of squares of the columns of L⁻¹.</summary>
    public double[] InverseDiagonal()
    {
        var size = _lower.Size;
        var diagonal = new double[_lower.Count * size];
        var column = new Tensor[_lower.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = new Tensor(size, size);
        for (var j = 0; j < _lower.Count; j++)
        {
            var sums = diagonal.AsSpan(j * size, size);
            _inverses[j].Span.CopyTo(column[j].Span);
            AddSquares(column[j].Span, sums);
            for (var i = j + 1; i < _lower.Count; i++)
            {
                column[i].Span.Clear();
                for (var k = j; k < i; k++)
                    SubtractProduct(_lower[i, k], transpose: false, column[k], column[i]);
                ReplaceByProduct(_inverses[i], transpose: false, column[i]);
                AddSquares(column[i].Span, sums);
            }
        }

        return diagonal[.._lower.Rows];
    }

    /// <summary>One tile of L: what A leaves after the tiles to its left.</summary>
    private bool Fill(SquareTiles matrix, double shift, int i, int j)
    {
        var tile = _lower[i, j];
        matrix[i, j].Span.CopyTo(tile.Span);
        for (var r = 0; i == j && r < matrix.Size; r++)
            tile.Span[r * matrix.Size + r] += (float)shift;
        for (var k = 0; k < j; k++)
        {
            _backend.MatrixMultiply(_lower[i, k], transposeA: false, _lower[j, k], transposeB: true, bias: null, _product);
            _backend.AddScaled(_product, -1, tile);
        }

        if (i == j)
        {
            if (!TriangularKernels.Factor(tile.Span, matrix.Size))
                return false;
            TriangularKernels.Invert(tile.Span, matrix.Size, _inverses[j].Span);
            return true;
        }

        _backend.MatrixMultiply(tile, transposeA: false, _inverses[j], transposeB: true, bias: null, _product);
        _product.Span.CopyTo(tile.Span);
        return true;
    }

    private void SubtractProduct(Tensor a, bool transpose, Tensor b, Tensor target)
    {
        var product = Scratch(b);
        _backend.MatrixMultiply(a, transpose, b, transposeB: false, bias: null, product);
        _backend.AddScaled(product, -1, target);
    }

    private void ReplaceByProduct(Tensor a, bool transpose, Tensor target)
    {
        var product = Scratch(target);
        _backend.MatrixMultiply(a, transpose, target, transposeB: false, bias: null, product);
        product.Span.CopyTo(target.Span);
    }

    private Tensor Scratch(Tensor like) => like.Length == _product.Length ? _product : new Tensor(like.Shape);

    private static void AddSquares(ReadOnlySpan<float> tile, Span<double> sums)
    {
        for (var at = 0; at < tile.Length; at += sums.Length)
        for (var c = 0; c < sums.Length; c++)
            sums[c] += (double)tile[at + c] * tile[at + c];
    }
}
