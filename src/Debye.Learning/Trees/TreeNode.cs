using System.Runtime.InteropServices;

namespace Debye.Learning.Trees;

/// <summary>A node in twelve bytes. Children lie side by side; a leaf keeps the complement of its number instead of a child.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TreeNode(float Threshold, int FeatureAndSide, int Child)
{
    public bool IsLeaf => Child < 0;

    /// <summary>Number of the leaf.</summary>
    public int Leaf => ~Child;

    public int Feature => FeatureAndSide & int.MaxValue;

    public bool MissingLeft => FeatureAndSide < 0;

    public static TreeNode Split(int feature, float threshold, bool missingLeft, int leftChild) =>
        new(threshold, missingLeft ? feature | int.MinValue : feature, leftChild);

    public static TreeNode End(int leaf) => new(0, 0, ~leaf);

    /// <summary>The child a value goes to; NaN goes the learned way.</summary>
    public int Next(float value) => Child + ((MissingLeft ? value > Threshold : !(value <= Threshold)) ? 1 : 0);
}
