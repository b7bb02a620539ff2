using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>
/// Crystals of a library as tensors: setting (Hall number, 0 for none), cell, and the independent sites one after the other.
/// </summary>
internal static class PdfCrystalTensors
{
    private const string Settings = "hallNumbers";
    private const string Cells = "cells";
    private const string SiteCounts = "siteCounts";
    private const string Elements = "siteElements";
    private const string Letters = "siteWyckoffLetters";
    private const string Positions = "sitePositions";

    public static void Add(Dictionary<string, SafeTensor> tensors, IReadOnlyList<AsymmetricStructure?> crystals)
    {
        if (crystals.All(crystal => crystal is null))
            return;
        IndependentSite[] sites = [.. crystals.SelectMany(crystal => crystal?.Sites ?? [])];
        float[] cells =
        [
            .. crystals
                .Select(crystal => crystal?.Lattice)
                .SelectMany(l =>
                    l is null
                        ? new float[6]
                        : [(float)l.A, (float)l.B, (float)l.C, (float)l.AlphaDegrees, (float)l.BetaDegrees, (float)l.GammaDegrees]
                ),
        ];
        tensors[Settings] = SafeTensor.From([.. crystals.Select(crystal => (long)(crystal?.Setting.HallNumber ?? 0))], crystals.Count);
        tensors[Cells] = SafeTensor.From(cells, crystals.Count, 6);
        tensors[SiteCounts] = SafeTensor.From([.. crystals.Select(crystal => (long)(crystal?.Sites.Length ?? 0))], crystals.Count);
        tensors[Elements] = new SafeTensor("U8", [sites.Length], sites.Select(site => (byte)site.Species.AtomicNumber).ToArray());
        tensors[Letters] = new SafeTensor("U8", [sites.Length], sites.Select(site => (byte)site.Wyckoff.Letter).ToArray());
        tensors[Positions] = SafeTensor.From(
            [.. sites.SelectMany(site => (float[])[(float)site.Position.X, (float)site.Position.Y, (float)site.Position.Z])],
            sites.Length,
            3
        );
    }

    /// <summary>Reads the crystals; nulls where the file has none.</summary>
    /// <exception cref="InvalidDataException">They do not fit together.</exception>
    public static ImmutableArray<AsymmetricStructure?> Read(IReadOnlyDictionary<string, SafeTensor> tensors, string[] ids)
    {
        if (!tensors.ContainsKey(Settings))
            return [.. new AsymmetricStructure?[ids.Length]];
        var (halls, counts, cells) = (tensors[Settings].ToInt64(), tensors[SiteCounts].ToInt64(), tensors[Cells].ToSingle());
        var (elements, letters, positions) = (tensors[Elements].ToSingle(), tensors[Letters].ToSingle(), tensors[Positions].ToSingle());
        if (
            halls.Length != ids.Length
            || counts.Length != ids.Length
            || cells.Length != 6 * ids.Length
            || counts.Any(n => n < 0)
            || counts.Sum() != elements.Length
            || letters.Length != elements.Length
            || positions.Length != 3 * elements.Length
        )
            throw new InvalidDataException("the crystals of the library do not fit together");
        var result = ImmutableArray.CreateBuilder<AsymmetricStructure?>(ids.Length);
        var first = 0;
        for (var i = 0; i < ids.Length; first += (int)counts[i++])
        {
            if (halls[i] == 0)
            {
                result.Add(null);
                continue;
            }

            if (halls[i] < 0 || halls[i] > SpaceGroups.Settings.Length)
                throw new InvalidDataException(Invariant($"there is no setting {halls[i]}"));
            var setting = SpaceGroups.Setting((int)halls[i]);
            var cell = cells.AsSpan(6 * i, 6);
            var sites = ImmutableArray.CreateBuilder<IndependentSite>((int)counts[i]);
            for (var s = first; s < first + (int)counts[i]; s++)
            {
                var letter = (char)letters[s];
                var wyckoff =
                    setting.WyckoffPositions.FirstOrDefault(position => position.Letter == letter)
                    ?? throw new InvalidDataException(Invariant($"space group {setting.SpaceGroupNumber} has no position {letter}"));
                sites.Add(
                    new IndependentSite(
                        new Species((int)elements[s]),
                        wyckoff,
                        new FractionalPosition(positions[3 * s], positions[3 * s + 1], positions[3 * s + 2])
                    )
                );
            }

            result.Add(
                new AsymmetricStructure
                {
                    Id = ids[i],
                    Setting = setting,
                    Lattice = Lattice.FromParameters(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]),
                    Sites = sites.MoveToImmutable(),
                }
            );
        }

        return result.MoveToImmutable();
    }
}
