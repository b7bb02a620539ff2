namespace Debye.Learning.Trees;

/// <summary>
/// Byte codes in tiles of 16 features: a row of a tile is 16 consecutive bytes, and the histogram of a tile fits the first cache.
/// </summary>
internal sealed class TiledBins
{
    /// <summary>Features in a tile.</summary>
    public const int Lanes = 16;

    /// <summary>Codes a histogram has room for.</summary>
    public const int MaxCodes = 256;

    /// <summary>Cells of the histogram of a tile: code-major, so that neighbouring cells are neighbouring features.</summary>
    public const int TileCells = Lanes * MaxCodes;

    private readonly byte[] _codes;

    /// <summary>Lays out binned features.</summary>
    public TiledBins(BinnedFeatures binned)
    {
        Bins = binned.Bins;
        Rows = binned.Rows;
        Tiles = (Bins.Length + Lanes - 1) / Lanes;
        _codes = new byte[(long)Tiles * Rows * Lanes];
        LastCode = new int[Tiles];
        HasMissing = new bool[Tiles];
        for (var feature = 0; feature < Bins.Length; feature++)
        {
            var tile = feature / Lanes;
            LastCode[tile] = Math.Max(LastCode[tile], Bins[feature].LastCode);
            HasMissing[tile] |= Bins[feature].HasMissing;
            var target = _codes.AsSpan(tile * Rows * Lanes, Rows * Lanes);
            var source = binned.Codes[feature];
            for (int row = 0, at = feature % Lanes; row < source.Length; row++, at += Lanes)
                target[at] = (byte)source[row];
        }
    }

    /// <summary>Bins of each feature.</summary>
    public FeatureBins[] Bins { get; }

    /// <summary>Number of examples.</summary>
    public int Rows { get; }

    /// <summary>Number of tiles.</summary>
    public int Tiles { get; }

    /// <summary>Largest code in each tile.</summary>
    public int[] LastCode { get; }

    /// <summary>Whether a tile has missing values.</summary>
    public bool[] HasMissing { get; }

    /// <summary>Features in a tile, 1…16.</summary>
    public int Width(int tile) => Math.Min(Lanes, Bins.Length - tile * Lanes);

    /// <summary>Codes of a tile, row by row, 16 bytes each.</summary>
    public ReadOnlySpan<byte> Tile(int tile) => _codes.AsSpan(tile * Rows * Lanes, Rows * Lanes);

    /// <summary>Code of one value.</summary>
    public byte Code(int row, int feature) => _codes[(feature / Lanes * Rows + row) * Lanes + feature % Lanes];
}
