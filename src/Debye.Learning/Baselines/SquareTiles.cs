using Debye.Tensors.Cpu;
using Tensor = Debye.Tensors.Tensor;

namespace Debye.Learning.Baselines;

/// <summary>The lower half of a square matrix in square tiles, each a matrix of its own for the product kernels.</summary>
/// <remarks>Rows beyond the last example are zeros.</remarks>
internal sealed class SquareTiles
{
    private const int LargestTile = 256;
    private const int Granule = 16;
    private readonly Tensor[][] _tiles;

    /// <summary>Zeros.</summary>
    /// <param name="rows">Rows of the matrix, 1 or more.</param>
    public SquareTiles(int rows)
    {
        Rows = rows;
        Size = Math.Min(LargestTile, (rows + Granule - 1) / Granule * Granule);
        Count = (rows + Size - 1) / Size;
        _tiles = [.. Enumerable.Range(0, Count).Select(i => Enumerable.Range(0, i + 1).Select(_ => new Tensor(Size, Size)).ToArray())];
    }

    /// <summary>Rows of the matrix.</summary>
    public int Rows { get; }

    /// <summary>Rows of a tile.</summary>
    public int Size { get; }

    /// <summary>Tiles along a side.</summary>
    public int Count { get; }

    /// <summary>A tile of the lower half.</summary>
    /// <param name="row">Row of tiles.</param>
    /// <param name="column">Column of tiles, up to <paramref name="row"/>.</param>
    public Tensor this[int row, int column] => _tiles[row][column];

    /// <summary>All products of pairs of rows.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="blocks">The rows in blocks as high as a tile; rows beyond the last are zeros.</param>
    /// <param name="backend">Does the products.</param>
    public static SquareTiles OfProducts(int rows, IReadOnlyList<Tensor> blocks, CpuBackend backend)
    {
        var products = new SquareTiles(rows);
        for (var i = 0; i < products.Count; i++)
        for (var j = 0; j <= i; j++)
            backend.MatrixMultiply(blocks[i], transposeA: false, blocks[j], transposeB: true, bias: null, products[i, j]);
        return products;
    }
}
