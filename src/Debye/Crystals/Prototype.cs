using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Debye.Crystals;

/// <summary>What makes two crystals "the same but for elements and cell": anonymous formula, space group, occupied positions.</summary>
public static class Prototype
{
    /// <summary>Key of a crystal, such as "AB2|225|a c".</summary>
    public static string KeyOf(AsymmetricStructure crystal)
    {
        var amounts = crystal
            .Sites.GroupBy(site => site.Species.AtomicNumber)
            .Select(element => element.Sum(site => site.Occupancy * site.Wyckoff.Multiplicity))
            .Order()
            .ToArray();
        var unit = amounts.Aggregate(0.0, (divisor, amount) => CommonDivisor(amount, divisor));
        var formula = new StringBuilder();
        for (var i = 0; i < amounts.Length; i++)
            formula.Append((char)('A' + i % 26)).Append(CultureInfo.InvariantCulture, $"{Math.Round(amounts[i] / unit, 3)}").Append(' ');
        var letters = string.Join(' ', crystal.Sites.Select(site => site.Wyckoff.Letter).Order());
        return Invariant($"{formula.ToString().TrimEnd()}|{crystal.Setting.SpaceGroupNumber}|{letters}");
    }

    /// <summary>Whether a prototype belongs to the held-out part: decided by a hash of its key, so that no list is needed.</summary>
    /// <param name="key">Key of the prototype.</param>
    /// <param name="share">Share of prototypes held out, 0…1.</param>
    public static bool IsHeldOut(string key, double share)
    {
        if (share is < 0 or > 1)
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share of 0…1.");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return BitConverter.ToUInt32(hash) < share * 4294967296.0;
    }

    private static double CommonDivisor(double a, double b)
    {
        while (b > 1e-3)
            (a, b) = (b, a % b);
        return a > 1e-3 ? a : 1;
    }
}
